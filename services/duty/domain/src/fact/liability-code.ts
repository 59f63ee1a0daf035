/** Code of a fact that says what somebody bears for the act of another: nobody enters it. */
export const LIABILITY_CODE = 'liability.borne';

import { gradeArithmetic, sheetArithmetic, stayArithmetic } from './arithmetic.ts';
import type { SheetExpectation } from './case-document.ts';
import type { SeenSheet } from './named-values.ts';
import { NONE, pointsText } from './shown.ts';

/** What one member of an expectation is compared with. */
export interface PlainValue {
  readonly member: keyof SheetExpectation;
  readonly text: string;
  readonly arithmetic: () => readonly string[];
}

const nothing = () => [];

const ofMonth = ({ sheet, scheme }: SeenSheet): PlainValue[] => {
  const { document } = scheme;
  const grade = sheet.grade ?? (sheet.status === 'NOT_SCORED' ? sheet.status : NONE);
  const total = () => sheetArithmetic(sheet, document);
  const graded = () => gradeArithmetic(sheet, document);
  return [
    { member: 'total', text: pointsText(sheet.total), arithmetic: total },
    { member: 'grade', text: grade, arithmetic: graded },
    { member: 'pay', text: pointsText(sheet.pay), arithmetic: graded },
    { member: 'status', text: sheet.status, arithmetic: total },
    { member: 'reason', text: sheet.reason ?? NONE, arithmetic: total },
  ];
};

/** A stay has a total of its own; grade and pay are those of the month. */
const ofStay = ({ sheet, scheme, stays }: SeenSheet): PlainValue[] => {
  const [stay] = stays;
  if (stay === undefined || stays.length > 1) {
    const text = stays.length === 0 ? 'no such stay' : 'several stays: say from which day';
    return (['total', 'status', 'reason'] as const).map((member) => ({
      ...{ member, text, arithmetic: nothing },
    }));
  }
  const scored = stay.status === 'SCORED';
  const arithmetic = () => (scored ? stayArithmetic(stay, sheet, scheme.document) : []);
  return [
    { member: 'total', text: scored ? pointsText(stay.total) : NONE, arithmetic },
    { member: 'status', text: stay.status, arithmetic },
    { member: 'reason', text: scored ? NONE : stay.reason, arithmetic },
  ];
};

/** What the close decided of the month; nothing while it is open. */
const ofClose = ({ decided }: SeenSheet): PlainValue[] => {
  const arithmetic = () => decided?.words ?? [];
  return [
    { member: 'level', text: String(decided?.level ?? NONE), arithmetic },
    { member: 'paid', text: pointsText(decided?.paid ?? null), arithmetic },
  ];
};

const ofPerson = ({ sheet, revision }: SeenSheet): PlainValue[] => [
  { member: 'probation', text: String(sheet.probation), arithmetic: nothing },
  { member: 'revision', text: String(revision), arithmetic: nothing },
  { member: 'rankedIn', text: sheet.unit ?? NONE, arithmetic: nothing },
  { member: 'penalty', text: pointsText(sheet.penalty), arithmetic: nothing },
];

/** What a month says in single words and numbers; of a stay when one is looked at. */
export const plainValues = (seen: SeenSheet, ofOneStay: boolean): PlainValue[] => [
  ...(ofOneStay ? ofStay(seen) : ofMonth(seen)),
  ...ofPerson(seen),
  ...ofClose(seen),
];

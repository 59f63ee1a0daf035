/** Something that happened, or is asked for: a name in the field's words and its data. */
export interface Message<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

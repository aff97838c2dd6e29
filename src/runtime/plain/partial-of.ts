/** The type of what a Zod schema takes, as `z.input` gives it. */
export type InputOf<Schema> = Schema extends { readonly _zod: { readonly input: infer Input } }
  ? Input
  : Schema extends { readonly _input: infer Input }
    ? Input
    : unknown;

/**
 * What can be seen of a value while its JSON streams: any property may not be there yet, and every text
 * may be a part of itself, so that a literal of text is no more than `string`. Nothing is validated yet.
 */
export type PartialOf<Value> = Value extends string ? string : PartialContainer<Value>;

type PartialContainer<Value> = Value extends readonly unknown[]
  ? PartialList<Value>
  : Value extends object
    ? { [Key in keyof Value]?: PartialOf<Value[Key]> }
    : Value;

/** A list has the elements so far; a tuple may be shorter. */
type PartialList<List extends readonly unknown[]> = number extends List["length"]
  ? { [Index in keyof List]: PartialOf<List[Index]> }
  : { [Index in keyof List]?: PartialOf<List[Index]> };

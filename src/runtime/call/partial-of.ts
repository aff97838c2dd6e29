/** The type of what a Zod schema takes, as `z.input` gives it. */
export type InputOf<Schema> = Schema extends { readonly _zod: { readonly input: infer Input } }
  ? Input
  : Schema extends { readonly _input: infer Input }
    ? Input
    : unknown;

/**
 * A value while its JSON streams: any property may be missing so far, and a string may be incomplete.
 * Literals always arrive whole, so that they can tell the members of a union apart. Nothing is
 * validated yet.
 */
export type PartialOf<Value> = Value extends string ? PartialText<Value> : PartialContainer<Value>;

/** A record of literals needs them; one of all strings, of a brand or of a template literal type does not. */
type PartialText<Text extends string> =
  Record<never, never> extends Record<Text, true> ? string : Text;

type PartialContainer<Value> = Value extends readonly unknown[]
  ? PartialList<Value>
  : Value extends object
    ? { [Key in keyof Value]?: PartialOf<Value[Key]> }
    : Value;

/** A list has the elements so far; a tuple may be shorter. */
type PartialList<List extends readonly unknown[]> = number extends List["length"]
  ? { [Index in keyof List]: PartialOf<List[Index]> }
  : { [Index in keyof List]?: PartialOf<List[Index]> };

/** Pieces in which servers send the arguments of a call, and what they are together. */
export interface OddArguments {
  /** Reads after "arguments": `"that begin with a placeholder"`. */
  readonly name: string;
  readonly pieces: readonly unknown[];
  /** `""` for none. */
  readonly text: string;
}

const whole = '{"city":"Åre {}","n":[{"a":1},{}]}';
const spaced = '{"city": "\\u00c5re {}", "n": [{"a": 1}, {}]}';
const halves = [whole.slice(0, 12), whole.slice(12)];

/** The first as many characters, for each count. */
function growing(...lengths: readonly number[]): readonly string[] {
  return [...lengths.map((length) => whole.slice(0, length)), whole];
}

/** Arguments in forms that were reported of servers, each with one meaning. */
export const oddArguments: readonly OddArguments[] = [
  { name: "that begin with {}", pieces: ["{}", ...halves], text: whole },
  { name: "that begin with {} in two pieces", pieces: ["{", "}", ...halves], text: whole },
  { name: "that begin with {} in the same piece", pieces: [`{}${whole}`], text: whole },
  { name: "that begin with {} twice", pieces: ["{}", "{}", ...halves], text: whole },
  { name: "that begin with { } and a line end", pieces: ["{ }\n", ...halves], text: whole },
  { name: "that begin with an object", pieces: [{}, ...halves], text: whole },
  { name: "that begin with null", pieces: [null, ...halves], text: whole },
  { name: "that begin with the text null", pieces: ["null", ...halves], text: whole },
  { name: "that begin with an empty list", pieces: [[], ...halves], text: whole },
  { name: "that end with null", pieces: [...halves, null], text: whole },
  { name: "that end with {}", pieces: [...halves, "{}"], text: whole },
  { name: "that come once more at the end", pieces: [...halves, whole], text: whole },
  { name: "that come again piece by piece", pieces: [...halves, ...halves], text: whole },
  { name: "that come again in other words", pieces: [...halves, spaced], text: whole },
  { name: "that come three times", pieces: [whole, whole, whole], text: whole },
  {
    name: "whose last piece has all of them behind it",
    pieces: [halves[0], `${halves[1]}${whole}`],
    text: whole,
  },
  { name: "whose last piece is all of them", pieces: [whole.slice(0, 20), whole], text: whole },
  { name: "whose last piece is all behind {", pieces: ["{", whole], text: whole },
  { name: "that are all so far in each piece", pieces: growing(1, 3, 9, 14, 20, 30), text: whole },
  { name: "that are all up to a value, then all", pieces: growing(8), text: whole },
  {
    name: "that come as an object and once more as one",
    pieces: [{ a: 1 }, { a: 1 }],
    text: '{"a":1}',
  },
  { name: "that are {} and no more", pieces: ["{}"], text: "{}" },
  { name: "that are {} twice", pieces: ["{}", "{}"], text: "{}" },
  { name: "that are the text null", pieces: ["null"], text: "" },
  { name: "that are null", pieces: [null], text: "" },
  { name: "that are an empty list", pieces: [[]], text: "" },
  { name: "that are blank", pieces: [" "], text: " " },
  {
    name: "with an object in them that has the key of the outer",
    pieces: ['{"a":', '{"a":', "{}", "}", "}"],
    text: '{"a":{"a":{}}}',
  },
  {
    name: "with brackets in their texts",
    pieces: ['{"a":"}', "{", '}{"', "}"],
    text: '{"a":"}{}{"}',
  },
  {
    name: "with null in them",
    pieces: ['{"a":[', "null", ",", "null", "]}"],
    text: '{"a":[null,null]}',
  },
  {
    name: "with lists in lists",
    pieces: ['{"a":[', "[", "]", ",[", "]", "]}"],
    text: '{"a":[[],[]]}',
  },
  // No single meaning, so they stay as they are: the model is told that they are not JSON.
  { name: "that are two objects", pieces: ['{"a":1}', '{"a":2}'], text: '{"a":1}{"a":2}' },
  { name: "that are cut within the repetition", pieces: ['{"a":1}', '{"a"'], text: '{"a":1}{"a"' },
  { name: "that are not JSON", pieces: ["{oops", "{", "}"], text: "{oops{}" },
  {
    name: "said again from their start, and then cut short",
    pieces: ['{"a":1', '{"a":1,"b"'],
    text: '{"a":1{"a":1,"b"',
  },
];

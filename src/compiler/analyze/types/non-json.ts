/** Why JSON cannot hold something, and what to write instead. */
export interface NonJson {
  readonly what: string;
  readonly remedy: string;
}

const lists = 'Write an array: "T[]".';
const bytes = 'Write "string" and pass the bytes in base64.';
const plain =
  'Write an interface with the fields that the prompt needs, or declare a live object as "@context()".';

/** A function, of whatever kind. */
export const aFunction: NonJson = {
  what: "a function",
  remedy:
    'Make it a method of the agent, pass the value that it would return, or declare it as "@context()".',
};

/** The global types of JavaScript runtimes that JSON cannot hold, by name. */
export const nonJsonGlobals: ReadonlyMap<string, NonJson> = new Map([
  ["Map", { what: "a Map", remedy: 'Write "Record<string, T>".' }],
  ["ReadonlyMap", { what: "a Map", remedy: 'Write "Record<string, T>".' }],
  ["Set", { what: "a Set", remedy: lists }],
  ["ReadonlySet", { what: "a Set", remedy: lists }],
  ["Promise", { what: "a Promise", remedy: "Await it before the call." }],
  ["Function", aFunction],
  ["RegExp", { what: "a RegExp", remedy: 'Write "string" and pass the source of the expression.' }],
  ["URL", { what: "a URL", remedy: 'Write "string"; a param may add { format: "url" }.' }],
  ["Error", { what: "an Error", remedy: 'Write "string" and pass the message.' }],
  ["Uint8Array", { what: "bytes", remedy: bytes }],
  ["ArrayBuffer", { what: "bytes", remedy: bytes }],
  ["Buffer", { what: "bytes", remedy: bytes }],
  ["Blob", { what: "a Blob", remedy: bytes }],
  ["File", { what: "a File", remedy: bytes }],
]);

const aMessage: NonJson = {
  what: "a message that may contain bytes",
  remedy:
    'Earlier messages of a chat are a conversation: "assistant.conversation({ messages })". A param can be of "ModelMessage[]", which is JSON.',
};
const someContent: NonJson = {
  what: "content that may contain bytes",
  remedy: 'Pass images and files with the call option "attachments".',
};

/** The types of this package that JSON cannot hold, by name. */
export const nonJsonExports: ReadonlyMap<string, NonJson> = new Map([
  ["Message", aMessage],
  ["SystemMessage", aMessage],
  ["UserMessage", aMessage],
  ["AssistantMessage", aMessage],
  ["Content", someContent],
  ["ContentPart", someContent],
  ["ImagePart", someContent],
  ["FilePart", someContent],
  ["Attachment", someContent],
]);

/** A `bigint` or a literal of one. */
export const aBigint: NonJson = {
  what: "a bigint",
  remedy: 'Write "number", or "string" if 53 bits are too few.',
};

/** A `symbol`. */
export const aSymbol: NonJson = { what: "a symbol", remedy: 'Write "string".' };

/** `void` or `never`. */
export const nothing: NonJson = {
  what: "a value that does not exist",
  remedy: 'Write "null" for an empty value, and leave out a property that never exists.',
};

/** The type `object`, or `{}`, which says nothing about the value. */
export const anyObject: NonJson = {
  what: "an object of an unknown shape",
  remedy: 'Write its fields, or "Record<string, unknown>".',
};

/** An instance of a class. */
export function anInstance(className: string): NonJson {
  return { what: `an instance of the class ${className}`, remedy: plain };
}

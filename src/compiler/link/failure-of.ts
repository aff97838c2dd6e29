import { readError } from "../evaluate/read-error.js";

/** Why a schema of a project could not be read: what was thrown, as text. Throws nothing. */
export function failureOf(thrown: unknown): string {
  const { name, message } = readError(thrown);
  if (name === "RangeError" && message.includes("call stack")) {
    return "it is nested too deeply, or without an end: a getter and z.lazy() are to give the same schema each time";
  }
  return message;
}

import { callback, either, record, text } from "../../internal/options/rules.js";

/** What every provider that has a connection takes. No value of these is ever shown. */
export const connectionRules = {
  apiKey: either("a string, or a function that returns one", text, callback),
  baseURL: text,
  headers: record(text, "an object of strings"),
  fetch: callback,
};

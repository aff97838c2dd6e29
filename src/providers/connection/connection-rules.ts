import { callback, either, record, text } from "../../internal/options/rules.js";

/** What every provider that has a connection takes. No value of these is ever shown. */
export const connectionRules = {
  apiKey: either("a text, or a function that gives one", text, callback),
  baseURL: text,
  headers: record(text, "an object of texts"),
  fetch: callback,
};

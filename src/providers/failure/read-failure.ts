import { asObject, type Wire } from "../wire/read-json.js";
import { parseJson } from "../../internal/parse-json.js";

/** What a provider says of a failure, wherever it stands in its body. */
export interface ProviderFailure {
  /** In its own words, which may hold keys and line breaks. */
  readonly message?: string;
  /** Its codes, types and statuses as they came, the outermost first. */
  readonly marks: readonly (string | number)[];
  /** How long it asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** How deep errors are looked for: gateways put the upstream's error into their own, as text too. */
const maxDepth = 8;

/** Of a list of errors, no more than these are told. */
const maxTold = 3;

/** Nothing behind it, in UTF-16 units, is looked at: an event may be a thousand times as long. */
const maxMessageLength = 8_192;

/** Fields that hold a message, in the order in which they are believed. */
const texts = [
  "message",
  "msg",
  "errormessage",
  "errormsg",
  "statusmsg",
  "faultstring",
  "errordescription",
  "error",
  "errors",
  "detail",
  "title",
];

/** Fields that hold an error which says more than what stands beside them. */
const inner = ["error", "fault", "response", "baseresp"];

/** Fields that hold an object or a list with marks. */
const holders: ReadonlySet<string> = new Set([
  ...inner,
  "errors",
  "detail",
  "details",
  "headers",
  "innererror",
  "message",
  "metadata",
  "promptfeedback",
  "providerspecificfields",
  "raw",
]);

const markNames: ReadonlySet<string> = new Set([
  "code",
  "errorcode",
  "statuscode",
  "type",
  "errortype",
  "status",
  "finishreason",
]);

/** Fields that are there because a filter acted: Gemini's, and those of OpenRouter's moderation. */
const filterSigns: ReadonlySet<string> = new Set(["blockreason", "flaggedinput"]);

/**
 * Reads what a body that is no answer says of the failure: JSON in the forms of OpenAI (`error`),
 * Google (a list of them, `details`), OpenRouter (`metadata.raw`), FastAPI (`detail`), Azure
 * (`innererror`), and of servers that have a `msg` or `errors`; JSON in a text; a text; a page.
 *
 * Of a text the first line is the message, of a page its title: the rest may be anything.
 */
export function readFailure(body: unknown): ProviderFailure {
  const message = describe(body, 0)?.slice(0, maxMessageLength);
  const found: FoundMarks = { marks: [] };
  findMarks(body, 0, found);
  if (message === undefined) return found;
  const status = /\b(?:error code|status(?: code)?|http)\W{1,3}([45]\d\d)\b/i.exec(message)?.[1];
  if (found.marks.length === 0 && status !== undefined) found.marks.push(status);
  const retryAfterMs = found.retryAfterMs ?? readToldWait(message);
  return { message, marks: found.marks, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** Whether a body that is no answer says what went wrong, in one of the forms that are read. */
export function saysWhatFailed(body: Wire): boolean {
  const { title: _, ...fields } = fold(body);
  if ((fields["error"] ?? "") !== "" || asObject(fields["promptfeedback"]) !== undefined)
    return true;
  const isSuccess = asObject(fields["baseresp"])?.["status_code"] === 0;
  return !isSuccess && describeObject(fields, 0) !== undefined;
}

/**
 * Finds what reports a failure in something that is not what was expected: a list of errors, an object
 * that says what failed, or a text such as `error: …`. `undefined` where it is nothing of these.
 *
 * @param came The data of an event, or the value of a body.
 * @param name The name of the event that it came with.
 */
export function findFailure(came: unknown, name?: string): unknown {
  const value = typeof came === "string" ? (parseBody(came) ?? came) : came;
  const first = asObject(Array.isArray(value) ? value[0] : value);
  if (first !== undefined) return saysWhatFailed(first) ? value : undefined;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const isError = name === "error" || /^\W{0,2}(?:\w*(?:error|exception)\b|upstream )/i.test(value);
  return isError ? value : undefined;
}

/** Whether an event of a type that the wire does not have is an error: those of vLLM and of gateways. */
export function isOfErrorType(body: Wire): boolean {
  if (body["object"] === "error") return true;
  const { type } = body;
  return typeof type === "string" && /error|exception/i.test(type) && saysWhatFailed(body);
}

function describe(value: unknown, depth: number): string | undefined {
  if (depth > maxDepth) return undefined;
  if (typeof value === "string") return describeText(value, depth);
  if (Array.isArray(value)) {
    const told = value.slice(0, maxTold).flatMap((item) => describe(item, depth + 1) ?? []);
    return told.length === 0 ? undefined : [...new Set(told)].join("; ");
  }
  const object = asObject(value);
  return object && describeObject(fold(object), depth);
}

function describeObject(fields: Wire, depth: number): string | undefined {
  const said = describeFirst(fields, depth);
  if (said === undefined) return undefined;
  const raw = describe(asObject(fields["metadata"])?.["raw"], depth + 1) ?? "";
  const whole = raw === "" || said.includes(raw) ? said : `${said}: ${raw}`;
  return Array.isArray(fields["loc"]) ? `${fields["loc"].join(".")}: ${whole}` : whole;
}

function describeFirst(fields: Wire, depth: number): string | undefined {
  const held = inner.filter((name) => typeof fields[name] === "object");
  for (const name of [...held, ...texts]) {
    const said = describe(fields[name], depth + 1);
    if (said !== undefined) return said;
  }
  // By the field that is wrong, as ASP.NET has them.
  const byField = asObject(fields["errors"]);
  return byField && describe(Object.values(byField), depth + 1);
}

function describeText(text: string, depth: number): string | undefined {
  const value = parseBody(text);
  if (value !== undefined) return describe(value, depth + 1);
  const start = text.trimStart();
  if (depth === 0 ? start.startsWith("<") : isPage.test(start)) {
    return readTitle(start);
  }
  // JSON that is cut is not shown as it is, and what has such characters is not text.
  if (start === "" || /^(?:\{|\[\s*[{"])|[\0\ufffd]/.test(start)) return undefined;
  return depth > 0 ? start : /^[^\r\n]*/.exec(start)?.[0];
}

/** What the first element says that names the failure. Each step goes on where the last one ended. */
function readTitle(page: string): string | undefined {
  const opening = /<(?:title|message)\b/gi;
  for (let found = opening.exec(page); found !== null; found = opening.exec(page)) {
    const from = page.indexOf(">", opening.lastIndex) + 1;
    if (from === 0) return undefined;
    const to = page.indexOf("<", from);
    const said = page.slice(from, to === -1 ? undefined : to).trim();
    if (said !== "") return said;
    opening.lastIndex = from;
  }
  return undefined;
}

const isPage = /^<(?:!doctype|html|head|body|\?xml)/i;

interface FoundMarks {
  readonly marks: (string | number)[];
  retryAfterMs?: number;
}

function findMarks(value: unknown, depth: number, found: FoundMarks): void {
  if (depth > maxDepth) return;
  if (typeof value === "string") return findMarks(parseBody(value), depth + 1, found);
  if (Array.isArray(value)) {
    for (const item of value.slice(0, maxDepth)) findMarks(item, depth + 1, found);
    return;
  }
  const object = asObject(value);
  if (object === undefined) return;
  const fields = Object.entries(fold(object));
  for (const [name, field] of fields) {
    const isMark = (typeof field === "string" && field !== "") || typeof field === "number";
    if (isMark && markNames.has(name)) found.marks.push(field);
    if (filterSigns.has(name) && (field ?? "") !== "") found.marks.push("content_filter");
    const waitMs = readWaitMs(name, field);
    if (waitMs !== undefined) found.retryAfterMs ??= waitMs;
  }
  for (const [name, field] of fields) if (holders.has(name)) findMarks(field, depth + 1, found);
}

/**
 * Google's `RetryInfo` has `retryDelay`, a duration as protobuf writes it (`"34.07s"`, or seconds and
 * nanos): https://cloud.google.com/apis/design/errors. Others have the header's value in the body.
 */
function readWaitMs(name: string, value: unknown): number | undefined {
  if (name === "retryafterms") return readAmount(value, 1);
  if (name === "retryafter") return readAmount(value, 1_000);
  if (name !== "retrydelay") return undefined;
  const parts = asObject(value);
  if (parts === undefined) return readAmount(value, 1_000);
  const seconds = readAmount(parts["seconds"] ?? 0, 1_000);
  return seconds && seconds + (readAmount(parts["nanos"] ?? 0, 1e-6) ?? 0);
}

/** How OpenAI, Azure and Gemini say it in words: "Please try again in 1m2.5s", "retry after 7 seconds". */
function readToldWait(message: string): number | undefined {
  const told =
    /\b(?:try again|retry) (?:in|after) (?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?) ?(m?)s)?/i;
  const [whole, hours = "0", minutes = "0", short = "0", milli] = told.exec(message) ?? [];
  const ms =
    (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(short) * (milli === "" ? 1_000 : 1);
  return whole === undefined || ms === 0 ? undefined : Math.ceil(ms);
}

function readAmount(value: unknown, unitMs: number): number | undefined {
  const amount = /^(\d+(?:\.\d+)?)\s*s?$/.exec(String(value).trim())?.[1];
  return amount === undefined ? undefined : Math.ceil(Number(amount) * unitMs);
}

/** The same fields by their names in lower case and without separators: `ErrorCode` is `error_code`. */
function fold(object: Wire): Wire {
  const entries = Object.entries(object);
  return Object.fromEntries(entries.map(([name, value]) => [foldName(name), value]));
}

/** A name or a mark in lower case, letters and digits alone. */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** The value of a text that is JSON and more than a word; `undefined` for one that is not. */
function parseBody(text: string): unknown {
  return /^\s*[{["]/.test(text) ? parseJson(text) : undefined;
}

import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** What is said of a `@param` field, its name, its default and its constraints, and of types. */
export const paramCatalogue = {
  "param/not-public": {
    severity: "error",
    message: text`The param "${"name"}" is ${"modifier"}.`,
    hint: text`A caller sets it: declare the field public and not static.`,
  },
  "param/invalid-name": {
    severity: "error",
    message: text`"${"name"}" cannot be the name of a param.`,
    hint: text`Use a plain name: no number, and no member of every object or of Agent.`,
  },
  "param/not-a-field": {
    severity: "error",
    message: text`The param "${"name"}" is ${"what"}, which a caller cannot set as a field.`,
    hint: text`Declare a plain field: "@param() ${"name"}!: string".`,
  },
  "param/unread": {
    severity: "warning",
    message: text`No method of ${"className"} reads the param "${"name"}".`,
    hint: text`Use it in a prompt as this.${"name"}, or remove it.`,
  },
  "param/not-found": {
    severity: "error",
    message: text`${"className"} records a param "${"name"}", but the compiler finds no field of this name.`,
    hint: text`Declare the field in the class or in a class that it extends by name.`,
  },
  "param/default-not-literal": {
    severity: "error",
    message: text`The default of "${"name"}" is not a literal.`,
    hint: text`Write strings, numbers, true, false, null, and arrays and objects of these; compute other values in a method.`,
  },
  "param/default-reads-param": {
    severity: "error",
    message: text`The default of "${"name"}" reads ${"read"}, which is not set yet when it is evaluated.`,
    hint: text`Make "${"name"}" optional and compute its default in a method.`,
  },
  "param/default-out-of-bounds": {
    severity: "error",
    message: text`The default of "${"name"}" breaks its own constraint: ${"reason"}.`,
    hint: text`Change one of the two: a caller who leaves "${"name"}" out gets the default.`,
  },
  "param/default-mismatch": {
    severity: "error",
    message: text`The default of "${"name"}", ${"value"}, is not of its type.`,
    hint: text`Change one of the two: a caller who leaves "${"name"}" out gets the default.`,
  },
  "param/async-schema": {
    severity: "error",
    message: text`The Zod schema of "${"name"}" checks asynchronously, and a call checks its params before it returns.`,
    hint: text`Check it in user() or another method, which may be async, or before the call.`,
  },
  "param/unknown-constraint": {
    severity: "error",
    message: text`There is no constraint "${"constraint"}" that a param could have.`,
    hint: text`${"remedy"}`,
  },
  "param/constraint-mismatch": {
    severity: "error",
    message: text`The constraint "${"constraint"}" of "${"name"}" does not apply to its type.`,
    hint: text`"${"constraint"}" is for ${"applies"}.`,
  },
  "param/constraint-impossible": {
    severity: "error",
    message: text`No value of "${"name"}" can satisfy its constraints: ${"reason"}.`,
    hint: text`Change ${"what"}, or leave it out.`,
  },
  "type/missing": {
    severity: "error",
    message: text`The param "${"name"}" has no type.`,
    hint: text`Write it behind the name: "${"name"}!: string".`,
  },
  "type/not-json": {
    severity: "error",
    message: text`JSON cannot hold ${"what"}, so neither a param nor a tool's input can.${"where"}`,
    hint: text`${"remedy"}`,
  },
  "type/any": {
    severity: "error",
    message: text`The type "any" says nothing about what a caller may give.${"where"}`,
    hint: text`Write "unknown" to accept every JSON value.`,
  },
  "type/undefined": {
    severity: "error",
    message: text`JSON has no undefined.${"where"}`,
    hint: text`Make it optional with "?", or use null.`,
  },
  "type/recursive": {
    severity: "error",
    message: text`The type ${"name"} contains itself in a way that never ends.${"where"}`,
    hint: text`Let it contain itself in a property or a list, with the same type arguments; or write "unknown" there.`,
  },
  "type/unsupported": {
    severity: "error",
    message: text`Neither a param nor a tool's input can be checked against ${"what"}.${"where"}`,
    hint: text`${"remedy"}`,
  },
  "type/unresolved": {
    severity: "error",
    message: text`The type ${"name"} cannot be found.${"where"}`,
    hint: text`Check its name and its import.`,
  },
} as const satisfies Record<string, CatalogueEntry>;

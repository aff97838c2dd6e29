import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** Diagnostics about a `@param` or `@context` field, its name, default and constraints, and about types. */
export const paramCatalogue = {
  "param/not-public": {
    severity: "error",
    message: text`The param "${"name"}" is ${"modifier"}.`,
    hint: text`Callers set it, so declare the field public and not static.`,
  },
  "param/invalid-name": {
    severity: "error",
    message: text`"${"name"}" cannot be the name of a param.`,
    hint: text`Use a name that is not a number and that neither Object.prototype nor the class it extends already has.`,
  },
  "param/not-a-field": {
    severity: "error",
    message: text`The param "${"name"}" is ${"what"}, which a caller cannot set as a field.`,
    hint: text`Declare a plain field: "@param() ${"name"}!: string".`,
  },
  "param/unread": {
    severity: "warning",
    message: text`No method of ${"className"} reads the param "${"name"}".`,
    hint: text`Use it as this.${"name"}, or remove it.`,
  },
  "param/not-found": {
    severity: "error",
    message: text`${"className"} has a param "${"name"}" at run time, but the build cannot find a field with this name.`,
    hint: text`Declare the field in the class or in a class that it extends by name.`,
  },
  "param/default-not-literal": {
    severity: "error",
    message: text`The default of "${"name"}" is not a literal.`,
    hint: text`Write strings, numbers, true, false, null, and arrays and objects of these; compute other values in a method.`,
  },
  "param/default-reads-param": {
    severity: "error",
    message: text`The default of "${"name"}" reads ${"read"} before it is set.`,
    hint: text`Make "${"name"}" optional and compute its default in a method.`,
  },
  "param/default-out-of-bounds": {
    severity: "error",
    message: text`The default of "${"name"}" violates its constraint: ${"reason"}.`,
    hint: text`Change one of the two: callers that omit "${"name"}" get the default.`,
  },
  "param/async-schema": {
    severity: "error",
    message: text`The Zod schema of "${"name"}" is asynchronous, but a call validates its params before it returns.`,
    hint: text`Check it in user() or another method, which may be async, or before the call.`,
  },
  "param/unknown-constraint": {
    severity: "error",
    message: text`A param cannot have the constraint "${"constraint"}".`,
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
  "context/not-public": {
    severity: "error",
    message: text`The context "${"name"}" is ${"modifier"}.`,
    hint: text`Callers set it, so declare the field public and not static.`,
  },
  "context/invalid-name": {
    severity: "error",
    message: text`"${"name"}" cannot be the name of a context field.`,
    hint: text`Use a name that is not a number and that neither Object.prototype nor the class it extends already has.`,
  },
  "context/not-a-field": {
    severity: "error",
    message: text`The context "${"name"}" is ${"what"}, which a caller cannot set as a field.`,
    hint: text`Declare a plain field: "@context() ${"name"}!: Session".`,
  },
  "context/also-param": {
    severity: "error",
    message: text`"${"name"}" is both a param and context.`,
    hint: text`Keep @param if it is JSON that shapes the prompt, and @context if it is a live object.`,
  },
  "context/not-found": {
    severity: "error",
    message: text`${"className"} has the context "${"name"}" at run time, but the build cannot find a field with this name.`,
    hint: text`Declare the field in the class or in a class that it extends by name.`,
  },
  "context/lacking": {
    severity: "error",
    message: text`The tool "${"tool"}" requires the context "${"name"}", which ${"className"} does not declare and so cannot pass on.`,
    hint: text`Declare it in ${"className"} as well: "@context() ${"name"}!: …", or make it optional in the tool.`,
  },
  "context/cached": {
    severity: "warning",
    message: text`${"className"} caches its answers, but what its tools make of the context is not in the cache's key.`,
    hint: text`Pass a "tenant" with each call, so that nobody gets an answer from another one's context, or remove @cache.`,
  },
  "type/missing": {
    severity: "error",
    message: text`The field "${"name"}" has no type.`,
    hint: text`Write it after the name: "${"name"}!: string".`,
  },
  "type/not-json": {
    severity: "error",
    message: text`JSON cannot represent ${"what"}, so a param, a state or a tool's input cannot contain it.${"where"}`,
    hint: text`${"remedy"}`,
  },
  "type/any": {
    severity: "error",
    message: text`The type "any" does not say which values are possible.${"where"}`,
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
    hint: text`Make it contain itself in a property or a list, with the same type arguments, or write "unknown" there.`,
  },
  "type/unsupported": {
    severity: "error",
    message: text`Params, states and tool inputs cannot be validated against ${"what"}.${"where"}`,
    hint: text`${"remedy"}`,
  },
  "type/unresolved": {
    severity: "error",
    message: text`The build cannot find the type ${"name"}.${"where"}`,
    hint: text`Check its name and its import.`,
  },
} as const satisfies Record<string, CatalogueEntry>;

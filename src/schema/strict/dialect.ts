/** What a provider's strict mode takes, as the differences between providers. */
export interface StrictDialect {
  /** What generated modules call it. */
  readonly name: string;
  /** Whose dialect it is, as messages name it. */
  readonly provider: string;
  /** The constraints that it enforces. Others are told to the model in the description. */
  readonly keywords: ReadonlySet<string> | "all";
  /** The string formats that it enforces. */
  readonly formats: ReadonlySet<string>;
  /** The largest `minItems` that it enforces. */
  readonly maxMinItems: number;
  /** What an optional property becomes: required and nullable, or optional as it was. */
  readonly optional: "nullable" | "optional";
  /** Whether `type` may stand beside `enum`, and must. */
  readonly typedEnums: boolean;
  /** Whether a description may stand beside `$ref`. */
  readonly describedRefs: boolean;
  /** Whether objects that one is chosen of must begin with keys that tell them apart. */
  readonly distinctFirstKeys: boolean;
  /** Whether a schema may contain itself. */
  readonly recursion: boolean;
  /** The most of what a schema may have. Absent: as much as it likes. */
  readonly limits: StrictLimits;
}

/** The most that a provider enforces of one schema, as lowered. */
export interface StrictLimits {
  /** Properties of all objects together. */
  readonly properties?: number;
  /** Objects within objects. */
  readonly depth?: number;
  /** Values of all enums together. */
  readonly enumValues?: number;
  /** Characters of all names of properties and definitions and of all values of enums. */
  readonly characters?: number;
  /** Properties that may be left out. */
  readonly optional?: number;
  /** Places that hold one of several types. */
  readonly unions?: number;
}

/**
 * OpenAI's strict Structured Outputs, and what compatible servers take after it.
 * Source: https://developers.openai.com/api/docs/guides/structured-outputs ("Supported schemas"),
 * and `lib/transform` of openai 7.55.
 */
export const openaiDialect: StrictDialect = {
  name: "openai",
  provider: "OpenAI",
  keywords: new Set([
    "pattern",
    "format",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
  ]),
  formats: new Set([
    "date-time",
    "time",
    "date",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uuid",
  ]),
  maxMinItems: Number.POSITIVE_INFINITY,
  optional: "nullable",
  typedEnums: true,
  describedRefs: true,
  distinctFirstKeys: true,
  recursion: true,
  limits: { properties: 5_000, depth: 10, enumValues: 1_000, characters: 120_000 },
};

/**
 * Anthropic's `output_config.format`. A request may hold 24 optional properties but only 16 unions, so
 * optional ones are left as they are.
 * Source: https://platform.claude.com/docs/en/build-with-claude/structured-outputs ("JSON Schema
 * limitations"), and `lib/transform-json-schema` of @anthropic-ai/sdk 1.10.
 */
export const anthropicDialect: StrictDialect = {
  name: "anthropic",
  provider: "Anthropic",
  keywords: new Set(["format", "minItems"]),
  formats: new Set([
    "date-time",
    "time",
    "date",
    "duration",
    "email",
    "hostname",
    "uri",
    "ipv4",
    "ipv6",
    "uuid",
  ]),
  maxMinItems: 1,
  optional: "optional",
  typedEnums: false,
  describedRefs: false,
  distinctFirstKeys: false,
  recursion: false,
  limits: { optional: 24, unions: 16 },
};

/** What the fake model takes, which keeps to every condition that JSON Schema can say. */
export const fakeDialect: StrictDialect = {
  name: "fake",
  provider: "the fake provider",
  keywords: "all",
  formats: new Set(),
  maxMinItems: Number.POSITIVE_INFINITY,
  optional: "nullable",
  typedEnums: true,
  describedRefs: true,
  distinctFirstKeys: true,
  recursion: true,
  limits: {},
};

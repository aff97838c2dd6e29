/** What a provider's strict mode supports, as differences between providers. */
export interface StrictDialect {
  /** Its name in generated modules. */
  readonly name: string;
  /** The provider, as messages name it. */
  readonly provider: string;
  /** The constraints that it enforces. The description tells the model the others. */
  readonly keywords: ReadonlySet<string> | "all";
  /** The string formats that it enforces. */
  readonly formats: ReadonlySet<string>;
  /** The largest `minItems` that it enforces. */
  readonly maxMinItems: number;
  /** What an optional property becomes: required and nullable, or still optional. */
  readonly optional: "nullable" | "optional";
  /** Whether `type` is allowed, and required, next to `enum`. */
  readonly typedEnums: boolean;
  /** Whether a description is allowed next to `$ref`. */
  readonly describedRefs: boolean;
  /** Whether the objects of a union must begin with different keys. */
  readonly distinctFirstKeys: boolean;
  /** Whether a schema may contain itself. */
  readonly recursion: boolean;
  /** The limits of a schema. An absent limit does not exist. */
  readonly limits: StrictLimits;
}

/** The limits up to which a provider enforces a lowered schema. */
export interface StrictLimits {
  /** Properties of all objects together. */
  readonly properties?: number;
  /** Levels of nested objects. */
  readonly depth?: number;
  /** Values of all enums together. */
  readonly enumValues?: number;
  /** Characters of all names of properties and definitions and of all values of enums. */
  readonly characters?: number;
  /** Optional properties. */
  readonly optional?: number;
  /** Places with one of several types. */
  readonly unions?: number;
}

/**
 * OpenAI's strict Structured Outputs, which compatible servers follow. Source:
 * https://developers.openai.com/api/docs/guides/structured-outputs ("Supported schemas"), and
 * `lib/transform` of openai 7.55.
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
 * Anthropic's `output_config.format`. A request may have 24 optional properties but only 16 unions, so
 * optional properties stay optional. Source:
 * https://platform.claude.com/docs/en/build-with-claude/structured-outputs ("JSON Schema limitations"), and
 * `lib/transform-json-schema` of @anthropic-ai/sdk 1.10.
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

/** The dialect of the fake model, which satisfies every constraint of JSON Schema. */
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

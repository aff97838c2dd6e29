import type { JsonObject } from "../internal/json.js";

/** The approximate place of the user of a web search. */
export interface SearchLocation {
  readonly city?: string;
  readonly region?: string;
  /** Two letters: `"DE"`. */
  readonly country?: string;
  /** `"Europe/Berlin"`. */
  readonly timezone?: string;
}

/** What `webSearch` takes. */
export interface WebSearchOptions {
  /** Only pages of these domains: `"example.com"`. Default: all domains. */
  readonly allowedDomains?: readonly string[];
  /** No pages of these domains; not beside `allowedDomains`. Only Anthropic. Default: none. */
  readonly blockedDomains?: readonly string[];
  /** How often a request may search. Only Anthropic. Default: as often as the model likes. */
  readonly maxUses?: number;
  /** For results that depend on the place. Default: none. */
  readonly location?: SearchLocation;
  /** How much of what is found the model reads. Only OpenAI. Default: `"medium"`. */
  readonly contextSize?: "low" | "medium" | "high";
}

/** What `webFetch` takes. */
export interface WebFetchOptions {
  /** Only pages of these domains: `"example.com"`. Default: all domains. */
  readonly allowedDomains?: readonly string[];
  /** No pages of these domains; not beside `allowedDomains`. Default: none. */
  readonly blockedDomains?: readonly string[];
  /** How often a request may fetch a page. Default: as often as the model likes. */
  readonly maxUses?: number;
  /** Approximately how many tokens of a page the model reads. Default: all of it. */
  readonly maxContentTokens?: number;
  /** Whether the model names what it read as its sources. Default: no. */
  readonly citations?: boolean;
}

/** What `fileSearch` takes. */
export interface FileSearchOptions {
  /** The ids of the vector stores to search. */
  readonly stores: readonly string[];
  /** How many results the model reads, from 1 to 50. Default: OpenAI's. */
  readonly maxResults?: number;
}

/** What `codeExecution` takes. */
export interface CodeExecutionOptions {
  /** The ids of uploaded files that the code may read. Only OpenAI. Default: none. */
  readonly files?: readonly string[];
}

/** What `providerTool` takes. */
export interface ProviderToolOptions {
  /** What the model calls it, as the provider's package says: `"google_search"`. */
  readonly name: string;
  /** The package's id of the tool: `"google.google_search"`. */
  readonly id: string;
  /** Its settings, as the package has them. Default: none. */
  readonly args?: JsonObject;
}

interface Hosted<Kind extends string> {
  /** Which tool it is, whichever provider runs it. */
  readonly hosted: Kind;
  readonly name: string;
}

/** A tool that the provider runs itself: plain JSON. */
export type HostedTool =
  | (Hosted<"web_search"> & WebSearchOptions)
  | (Hosted<"web_fetch"> & WebFetchOptions)
  | (Hosted<"file_search"> & FileSearchOptions)
  | (Hosted<"code_execution"> & CodeExecutionOptions)
  | (Hosted<"provider_tool"> & ProviderToolOptions);

/** Every kind of {@link HostedTool}. */
export type HostedKind = HostedTool["hosted"];

export { buildApart as build } from "./watch/build-apart.js";
export type { BuildOptions, BuildResult } from "./build.js";
export type { Diagnostic, Span } from "./diagnostics/diagnostic.js";
export type { DiagnosticCode } from "./diagnostics/catalogue.js";
export {
  formatDiagnostics,
  type DiagnosticFormat,
  type FormatOptions,
  type JsonDiagnostic,
} from "./diagnostics/format-diagnostics.js";
export type { ManifestDifference } from "../diff/find-differences.js";
export type { AgentSpec, Manifest, ParamSpec } from "../manifest/manifest.js";

import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Program } from "../link/program.js";
import { checkAsyncParams } from "./async-params.js";
import { checkConfigDefaults } from "./config-defaults.js";
import { checkConstraints } from "./constraints.js";
import { checkConstructor } from "./constructor.js";
import { checkDefaultBounds } from "./default-bounds.js";
import { checkDefaultTypes } from "./default-types.js";
import { checkDuplicateNames } from "./duplicate-names.js";
import { checkDurations } from "./durations.js";
import { checkFallback } from "./fallback.js";
import { checkImportsOutput } from "./imports-output.js";
import { checkListedTools } from "./listed-tools.js";
import { checkModel } from "./model.js";
import { checkModelMaxTokens } from "./model-max-tokens.js";
import { checkModelReasoning } from "./model-reasoning.js";
import { checkModelStructuredOutput } from "./model-structured-output.js";
import { checkModelTemperature } from "./model-temperature.js";
import { checkModelTools } from "./model-tools.js";
import { checkModuleCycles } from "./module-cycles.js";
import { checkName } from "./name.js";
import { checkParams } from "./params.js";
import { checkProviderOptions } from "./provider-options.js";
import { checkRetry } from "./retry.js";
import type { Rule } from "./rule.js";
import { checkSampling } from "./sampling.js";
import { checkSchema } from "./schema.js";
import { checkSecrets } from "./secrets.js";
import { checkSlowPatterns } from "./slow-patterns.js";
import { checkSteps } from "./steps.js";
import { checkStreamingCache } from "./streaming-cache.js";
import { checkTimeouts } from "./timeouts.js";
import { checkToolCycles } from "./tool-cycles.js";
import { checkToolDescriptions } from "./tool-descriptions.js";
import { checkToolMethods } from "./tool-methods.js";
import { checkToolNames } from "./tool-names.js";
import { checkToolSchemas } from "./tool-schemas.js";
import { checkToolTimeouts } from "./tool-timeouts.js";
import { checkUncalledDecorators } from "./uncalled-decorators.js";
import { checkUnknownConstraints } from "./unknown-constraints.js";
import { checkUnknownModel } from "./unknown-model.js";
import { checkUnreached } from "./unreached.js";
import { checkUnreadParams } from "./unread-params.js";
import { checkUnstableCache } from "./unstable-cache.js";
import { checkUser } from "./user.js";

const rules: readonly Rule[] = [
  checkAsyncParams,
  checkConfigDefaults,
  checkConstraints,
  checkConstructor,
  checkDefaultBounds,
  checkDefaultTypes,
  checkDuplicateNames,
  checkDurations,
  checkFallback,
  checkImportsOutput,
  checkListedTools,
  checkModel,
  checkModelMaxTokens,
  checkModelReasoning,
  checkModelStructuredOutput,
  checkModelTemperature,
  checkModelTools,
  checkModuleCycles,
  checkName,
  checkParams,
  checkProviderOptions,
  checkRetry,
  checkSampling,
  checkSchema,
  checkSecrets,
  checkSlowPatterns,
  checkSteps,
  checkStreamingCache,
  checkTimeouts,
  checkToolCycles,
  checkToolDescriptions,
  checkToolMethods,
  checkToolNames,
  checkToolSchemas,
  checkToolTimeouts,
  checkUncalledDecorators,
  checkUnknownConstraints,
  checkUnknownModel,
  checkUnreached,
  checkUnreadParams,
  checkUnstableCache,
  checkUser,
];

/** Everything that the rules have against a project, in no order. */
export function checkProgram(program: Program): Diagnostic[] {
  return rules.flatMap((rule) => rule(program));
}

import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Program } from "../link/program.js";
import { checkConfigDefaults } from "./config-defaults.js";
import { checkConstraints } from "./constraints.js";
import { checkConstructor } from "./constructor.js";
import { checkDefaultBounds } from "./default-bounds.js";
import { checkDuplicateNames } from "./duplicate-names.js";
import { checkDurations } from "./durations.js";
import { checkFallback } from "./fallback.js";
import { checkImportsOutput } from "./imports-output.js";
import { checkModel } from "./model.js";
import { checkModelMaxTokens } from "./model-max-tokens.js";
import { checkModelStructuredOutput } from "./model-structured-output.js";
import { checkModelTemperature } from "./model-temperature.js";
import { checkModelTools } from "./model-tools.js";
import { checkModuleCycles } from "./module-cycles.js";
import { checkName } from "./name.js";
import { checkParams } from "./params.js";
import { checkRetry } from "./retry.js";
import type { Rule } from "./rule.js";
import { checkSampling } from "./sampling.js";
import { checkSchema } from "./schema.js";
import { checkStreamingCache } from "./streaming-cache.js";
import { checkTimeouts } from "./timeouts.js";
import { checkUncalledDecorators } from "./uncalled-decorators.js";
import { checkUnreadParams } from "./unread-params.js";
import { checkUser } from "./user.js";

const rules: readonly Rule[] = [
  checkConfigDefaults,
  checkConstraints,
  checkConstructor,
  checkDefaultBounds,
  checkDuplicateNames,
  checkDurations,
  checkFallback,
  checkImportsOutput,
  checkModel,
  checkModelMaxTokens,
  checkModelStructuredOutput,
  checkModelTemperature,
  checkModelTools,
  checkModuleCycles,
  checkName,
  checkParams,
  checkRetry,
  checkSampling,
  checkSchema,
  checkStreamingCache,
  checkTimeouts,
  checkUncalledDecorators,
  checkUnreadParams,
  checkUser,
];

/** Everything that the rules have against a project, in no order. */
export function checkProgram(program: Program): Diagnostic[] {
  return rules.flatMap((rule) => rule(program));
}

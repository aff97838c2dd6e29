import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Program } from "../program/program.js";
import { checkAsyncParams } from "./param/async-params.js";
import { checkClassDecorators } from "./network/class-decorators.js";
import { checkConfigDefaults } from "./project/config-defaults.js";
import { checkConstraints } from "./param/constraints.js";
import { checkConstructor } from "./agent/constructor.js";
import { checkContext } from "./param/context.js";
import { checkDefaultBounds } from "./param/default-bounds.js";
import { checkDuplicateNames } from "./agent/duplicate-names.js";
import { checkDurations } from "./agent/durations.js";
import { checkFallback } from "./agent/fallback.js";
import { checkHostedTools } from "./tool/hosted-tools.js";
import { checkImportsOutput } from "./project/imports-output.js";
import { checkListedTools } from "./tool/listed-tools.js";
import { checkMembers } from "./network/members.js";
import { checkModel } from "./agent/model.js";
import { checkModelMaxTokens } from "./model/model-max-tokens.js";
import { checkModelReasoning } from "./model/model-reasoning.js";
import { checkModelStructuredOutput } from "./model/model-structured-output.js";
import { checkModelTemperature } from "./model/model-temperature.js";
import { checkModelTools } from "./model/model-tools.js";
import { checkModuleCycles } from "./project/module-cycles.js";
import { checkName } from "./agent/name.js";
import { checkParams } from "./param/params.js";
import { checkProviderOptions } from "./tool/provider-options.js";
import { checkRetry } from "./agent/retry.js";
import { checkRun } from "./network/run.js";
import type { Rule } from "../program/rule.js";
import { checkSampling } from "./agent/sampling.js";
import { checkSchema } from "./agent/schema.js";
import { checkSecrets } from "./project/secrets.js";
import { checkSlowPatterns } from "./agent/slow-patterns.js";
import { checkStates } from "./network/states.js";
import { checkSteps } from "./tool/steps.js";
import { checkStreamingCache } from "./agent/streaming-cache.js";
import { checkTimeouts } from "./agent/timeouts.js";
import { checkToolCycles } from "./tool/tool-cycles.js";
import { checkToolDescriptions } from "./tool/tool-descriptions.js";
import { checkToolMethods } from "./tool/tool-methods.js";
import { checkToolNames } from "./tool/tool-names.js";
import { checkToolSchemas } from "./tool/tool-schemas.js";
import { checkToolTimeouts } from "./tool/tool-timeouts.js";
import { checkUncalledDecorators } from "./agent/uncalled-decorators.js";
import { checkUnknownConstraints } from "./param/unknown-constraints.js";
import { checkUnknownModel } from "./model/unknown-model.js";
import { checkUnreached } from "./agent/unreached.js";
import { checkUnreadParams } from "./param/unread-params.js";
import { checkUnstableCache } from "./agent/unstable-cache.js";
import { checkUser } from "./agent/user.js";
import { checkWaitingAgents } from "./tool/waiting-agents.js";

const rules: readonly Rule[] = [
  checkAsyncParams,
  checkClassDecorators,
  checkConfigDefaults,
  checkConstraints,
  checkConstructor,
  checkContext,
  checkDefaultBounds,
  checkDuplicateNames,
  checkDurations,
  checkFallback,
  checkHostedTools,
  checkImportsOutput,
  checkListedTools,
  checkMembers,
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
  checkRun,
  checkSampling,
  checkSchema,
  checkSecrets,
  checkSlowPatterns,
  checkStates,
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
  checkWaitingAgents,
];

/** The diagnostics of all rules for a project, unsorted. */
export function checkProgram(program: Program): Diagnostic[] {
  return rules.flatMap((rule) => rule(program));
}

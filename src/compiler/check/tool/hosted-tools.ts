import { findHostedToolFault } from "../../../model/find-hosted-tool-fault.js";
import { findOwn } from "../../../internal/find-own.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { LinkedAgent } from "../../program/linked-agent.js";
import type { Rule } from "../../program/rule.js";

/** The provider of every model that an agent asks runs the hosted tools of the agent. */
export const checkHostedTools: Rule = ({ agents, config }) =>
  agents.flatMap((agent) =>
    agent.hostedTools.flatMap(({ tool, span }) =>
      modelsOf(agent).flatMap((model): Diagnostic[] => {
        const [name = "", ...id] = model.split("/");
        const provider = findOwn(config.providers, name);
        // Another rule reports a provider that does not exist.
        const reason = provider && findHostedToolFault(provider, tool, id.join("/"));
        if (reason === undefined) return [];
        const { className } = agent.declaration;
        const values = { className, name: tool.name, model, reason };
        return [report("tool/not-hosted", span, values)];
      }),
    ),
  );

function modelsOf({ model, fallback }: LinkedAgent): readonly string[] {
  return [...new Set([...(model === undefined ? [] : [model]), ...fallback])].map(String);
}

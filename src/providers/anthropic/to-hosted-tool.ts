import type { Anthropic } from "@anthropic-ai/sdk";
import type { HostedTool } from "../../model/hosted-tool.js";

/**
 * Writes a tool that the API runs itself, in the newest version that only the model calls: later ones are
 * called by code that runs at Anthropic as well, which is a tool that the agent may not have declared.
 *
 * @throws {TypeError} for a tool that `hostedToolFault` refuses
 */
export function toHostedTool(tool: HostedTool): Anthropic.ToolUnion {
  switch (tool.hosted) {
    case "web_search": {
      const { allowedDomains, blockedDomains, maxUses, location } = tool;
      return {
        type: "web_search_20250305",
        name: "web_search",
        ...(allowedDomains && { allowed_domains: [...allowedDomains] }),
        ...(blockedDomains && { blocked_domains: [...blockedDomains] }),
        ...(maxUses !== undefined && { max_uses: maxUses }),
        ...(location && { user_location: { ...location, type: "approximate" as const } }),
      };
    }
    case "web_fetch": {
      const { allowedDomains, blockedDomains, maxUses, maxContentTokens, citations } = tool;
      return {
        type: "web_fetch_20250910",
        name: "web_fetch",
        ...(allowedDomains && { allowed_domains: [...allowedDomains] }),
        ...(blockedDomains && { blocked_domains: [...blockedDomains] }),
        ...(maxUses !== undefined && { max_uses: maxUses }),
        ...(maxContentTokens !== undefined && { max_content_tokens: maxContentTokens }),
        ...(citations !== undefined && { citations: { enabled: citations } }),
      };
    }
    case "code_execution":
      return { type: "code_execution_20250825", name: "code_execution" };
    default:
      throw new TypeError(`Anthropic runs no ${tool.hosted}.`);
  }
}

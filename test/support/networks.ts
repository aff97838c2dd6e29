import { defineConfig, type Network, type AgentsConfig, type Provider } from "troupe";
import {
  createNetworkCaller,
  createStreamingCaller,
  createStreamingNetworkCaller,
  type NetworkBinding,
  type StreamingCaller,
  type StreamingNetworkCaller,
} from "troupe/runtime";
import { z } from "zod";
import { bindToolAgent } from "./tool-callers.js";

/** A caller of an agent without params whose answer is its text, of a provider. */
export type Member = StreamingCaller<Record<string, never>, string>;

/** An agent without params, as a member of networks. */
export function createMember(
  name: string,
  provider: Provider,
  config: Partial<AgentsConfig> = {},
): Member {
  return createStreamingCaller(
    bindToolAgent(provider, [], { spec: { name, streaming: true }, config }),
  );
}

/** What `agents build` would write for a network without params. */
export function bindNetwork(
  network: new () => Network<unknown>,
  members: NonNullable<NetworkBinding["members"]>,
  changes: { spec?: Partial<NetworkBinding["spec"]>; config?: Partial<AgentsConfig> } = {},
  output?: NetworkBinding["output"],
): NetworkBinding {
  return {
    spec: {
      version: 1,
      name: "net",
      className: network.name,
      source: "agents/net.agent.ts",
      streaming: true,
      params: [],
      members: Object.keys(members),
      ...changes.spec,
    },
    network,
    params: () => z.strictObject({}),
    ...(output && { output }),
    members,
    config: defineConfig({ agents: "none", ...changes.config }),
  };
}

/** The caller of a network whose `run` is a generator. */
export function streamingNetwork<Output = string, States = {}>(
  ...given: Parameters<typeof bindNetwork>
): StreamingNetworkCaller<Record<string, never>, Output, States> {
  return createStreamingNetworkCaller(bindNetwork(...given));
}

/** The caller of a network whose `run` is not a generator. */
export function plainNetwork(...given: Parameters<typeof bindNetwork>) {
  return createNetworkCaller<Record<string, never>, unknown>(bindNetwork(...given));
}

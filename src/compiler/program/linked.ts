import type { LinkedAgent } from "./linked-agent.js";
import type { LinkedNetwork } from "./linked-network.js";

/** An agent or a network, valid or not. */
export type Linked = LinkedAgent | LinkedNetwork;

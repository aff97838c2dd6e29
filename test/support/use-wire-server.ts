import { afterAll } from "vitest";
import { startWireServer, type WireServer } from "./wire-server.js";

/** Starts a server for the tests of a file, and closes it after them. */
export async function useWireServer(): Promise<WireServer> {
  const server = await startWireServer();
  afterAll(() => server.close());
  return server;
}

/**
 * The provider of the benchmarks, in a process of its own: answers every request with a workload's
 * stream, on the wire that its path names. `/sent` tells how many bytes of endless answers went out.
 * Prints its port once it listens.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { framesOf, type Frames } from "./frames.ts";
import { findWorkload, type Workload } from "./workloads.ts";

/** Bytes of a burst that go in one write, as from a busy server. */
const blockLength = 65_536;
/** From one paced chunk to the next: several times what a reader needs for a read of its own. */
const paceMs = 0.25;

const known = new Map<string, Frames>();
let sent = 0;

const server = createServer((request, response) => {
  // `/<workload>/v1/chat/completions` or `/<workload>/v1/messages`
  const name = request.url?.split("/")[1] ?? "";
  if (name === "sent") return void response.end(String(sent));
  request.resume();
  request.on("end", () => void answer(findWorkload(name), response));
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));

async function answer(workload: Workload, response: ServerResponse): Promise<void> {
  const frames = known.get(workload.name) ?? framesOf(workload);
  known.set(workload.name, frames);
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.socket?.setNoDelay(true);
  if (workload.pace === "burst") return sendBurst(response, frames);
  if (workload.pace === "paced") return sendPaced(response, frames);
  return sendEndless(response, frames);
}

async function sendBurst(response: ServerResponse, frames: Frames): Promise<void> {
  let block = "";
  for (const frame of inOrder(frames)) {
    block += frame;
    if (block.length < blockLength) continue;
    if (!response.write(block)) await drained(response);
    block = "";
  }
  response.end(block);
}

async function sendPaced(response: ServerResponse, frames: Frames): Promise<void> {
  for (const frame of inOrder(frames)) {
    response.write(frame);
    // From this write to the next, so that a delay is never made up for in a burst.
    const due = performance.now() + paceMs;
    do await nextTurn();
    while (performance.now() < due);
  }
  response.end();
}

async function sendEndless(response: ServerResponse, frames: Frames): Promise<void> {
  const block = frames.chunks.join("");
  response.write(frames.opening.join(""));
  while (!response.closed) {
    const room = response.write(block);
    sent += block.length;
    await (room ? nextTurn() : drained(response));
  }
}

function inOrder({ opening, chunks, closing }: Frames): readonly string[] {
  return [...opening, ...chunks, ...closing];
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

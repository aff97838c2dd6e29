import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A piece of a body, sent in a write of its own; or a pause between two of them. */
export type Piece = string | Uint8Array | { readonly pauseMs: number };

/** What the server does with one request. */
export interface WireReply {
  /** Default: 200. */
  readonly status?: number;
  /** Default: none; see `sseReply` and `jsonReply`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Taken piece by piece as the client reads, so it may be endless. Default: no body. */
  readonly body?: Iterable<Piece> | AsyncIterable<Piece>;
  /**
   * What follows the body: its clean end, a cut connection, or nothing at all until the client leaves.
   * The last two send nothing, not even headers. Default: `"end"`.
   */
  readonly then?: "end" | "cut" | "hang" | "cut_before_headers" | "hang_before_headers";
}

/** How the connection of a request ended: after the whole reply, cut by the server, or left by the client. */
export type WireEnding = "whole" | "cut" | "abandoned";

/** A request as it arrived. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body: JSON if it is any, and else the text. */
  readonly body: unknown;
  /** Resolves when the connection of the request is gone before its reply was whole. */
  readonly abandoned: Promise<void>;
  /** Resolves when nothing of the reply is under way any more. */
  readonly ended: Promise<WireEnding>;
  /** Bytes of the reply's body so far that the connection took. */
  readonly bytesSent: number;
}

/** A scripted HTTP server on loopback. */
export interface WireServer extends AsyncDisposable {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  /** In the order of their arrival. */
  readonly requests: readonly WireRequest[];
  /** How many connections were opened so far. */
  readonly connections: number;
  /** What the next requests are answered with. */
  reply: WireReply | ((request: WireRequest) => WireReply);
  /** How many connections are in use. Those that wait for another request are closed first. */
  countActive(): Promise<number>;
  close(): Promise<void>;
}

/** What a server does beside replying. */
export interface WireServerOptions {
  /** Whether requests are kept in `requests`. Default: true. */
  readonly keep?: boolean;
}

/**
 * Starts a server that answers every request with the same reply, until `reply` is set to another.
 *
 * ```ts
 * await using server = await startWireServer(sseReply(splitAt(bytes, 7)));
 * const provider = openai({ baseURL: server.url });
 * ```
 */
export async function startWireServer(
  first: WireServer["reply"] = {},
  { keep = true }: WireServerOptions = {},
): Promise<WireServer> {
  const requests: WireRequest[] = [];
  const script = { reply: first, connections: 0 };
  const server = createServer((incoming, outgoing) => {
    const progress: Progress = { bytesSent: 0, cut: false };
    receive(incoming, outgoing, progress).then(
      (request) => {
        if (keep) requests.push(request);
        const { reply } = script;
        return send(outgoing, typeof reply === "function" ? reply(request) : reply, progress);
      },
      // The client left while it was still asking.
      () => outgoing.destroy(),
    );
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    script.connections++;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const busy = new Set<Socket>();
  server.on("request", ({ socket }, outgoing) => {
    busy.add(socket);
    outgoing.once("close", () => busy.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get connections() {
      return script.connections;
    },
    get reply() {
      return script.reply;
    },
    set reply(reply) {
      script.reply = reply;
    },
    countActive() {
      // Not `closeIdleConnections`: it spares those that no request has come over yet, and fetch opens
      // such a one in place of each that it aborts.
      for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
      return new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
      });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A good reply of server-sent events. */
export function sseReply(body: WireReply["body"] & {}, then: WireReply["then"] = "end"): WireReply {
  return { headers: { "content-type": "text/event-stream; charset=utf-8" }, body, then };
}

/** A reply of one JSON value. */
export function jsonReply(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): WireReply {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: [JSON.stringify(value)],
  };
}

/** A text as bytes. */
export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Bytes in two pieces. */
export function splitAt(bytes: Uint8Array, offset: number): readonly Uint8Array[] {
  return [bytes.subarray(0, offset), bytes.subarray(offset)].filter((piece) => piece.length > 0);
}

/** Bytes in pieces of a length, the last one shorter. */
export function splitEvery(bytes: Uint8Array, length: number): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += length) {
    pieces.push(bytes.subarray(start, start + length));
  }
  return pieces;
}

/** How far a reply has come. */
interface Progress {
  bytesSent: number;
  cut: boolean;
}

async function receive(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  progress: Progress,
): Promise<WireRequest> {
  const ended = new Promise<WireEnding>((resolve) => {
    outgoing.once("close", () => {
      if (outgoing.writableFinished) resolve("whole");
      else resolve(progress.cut ? "cut" : "abandoned");
    });
  });
  const abandoned = new Promise<void>((resolve) => {
    void ended.then((ending) => ending !== "whole" && resolve());
  });
  const pieces: Uint8Array[] = [];
  for await (const piece of incoming) pieces.push(piece as Uint8Array);
  return {
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    headers: incoming.headers,
    body: readBody(Buffer.concat(pieces).toString("utf8")),
    abandoned,
    ended,
    get bytesSent() {
      return progress.bytesSent;
    },
  };
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function send(outgoing: ServerResponse, reply: WireReply, progress: Progress): Promise<void> {
  const { status = 200, headers = {}, body = [], then = "end" } = reply;
  if (then === "hang_before_headers") return;
  progress.cut = then === "cut_before_headers";
  if (progress.cut) return void outgoing.socket?.destroy();
  outgoing.writeHead(status, headers);
  outgoing.flushHeaders();
  for await (const piece of body) {
    if (outgoing.destroyed) return;
    if (typeof piece !== "string" && "pauseMs" in piece) {
      await new Promise((resolve) => setTimeout(resolve, piece.pauseMs));
      continue;
    }
    const hasRoom = outgoing.write(piece);
    if (!hasRoom) await onceDrained(outgoing);
    progress.bytesSent += Buffer.byteLength(piece);
    // The client runs in this process: it reads the piece before the next one is written.
    await nextTurn();
    await nextTurn();
  }
  if (then === "end") outgoing.end();
  progress.cut = then === "cut";
  if (progress.cut) outgoing.socket?.destroy();
}

function onceDrained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      outgoing.off("drain", settle);
      outgoing.off("close", settle);
      resolve();
    };
    outgoing.on("drain", settle);
    outgoing.on("close", settle);
  });
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

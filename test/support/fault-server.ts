import { startWireServer, type WireReply, type WireRequest } from "./wire-server.js";

/** One case's share of a {@link FaultServer}. */
export interface FaultRoom {
  /** The base URL of the case. */
  readonly url: string;
  /** The requests of the case, in the order of their arrival. */
  readonly requests: readonly WireRequest[];
}

/** A server that many cases use at once, each under a path of its own. */
export interface FaultServer {
  /** Opens a room: its nth request gets the nth reply, and those after the last reply get that one. */
  open(replies: readonly WireReply[]): FaultRoom;
  countActive(): Promise<number>;
  close(): Promise<void>;
}

export async function startFaultServer(): Promise<FaultServer> {
  const rooms = new Map<string, { requests: WireRequest[]; replies: readonly WireReply[] }>();
  let opened = 0;
  const server = await startWireServer(
    (request) => {
      const room = rooms.get(request.path.split("/")[1] ?? "");
      if (!room) return { status: 404 };
      const reply = room.replies[Math.min(room.requests.length, room.replies.length - 1)];
      room.requests.push(request);
      return reply ?? {};
    },
    { keep: false },
  );
  return {
    open(replies) {
      const name = `room${(opened += 1)}`;
      const requests: WireRequest[] = [];
      rooms.set(name, { requests, replies });
      return { url: `${server.url}/${name}`, requests };
    },
    countActive: () => server.countActive(),
    close: () => server.close(),
  };
}

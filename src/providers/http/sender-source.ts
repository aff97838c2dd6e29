import { isSameConnection, type Connection } from "../connection/read-connection.js";
import type { SendRequest } from "./send-request.js";

/** Gives what sends the requests of a connection. It is made once, until the connection is another. */
export function createSenderSource(
  create: (connection: Connection) => SendRequest,
): (connection: Connection) => SendRequest {
  let current: { readonly connection: Connection; readonly send: SendRequest } | undefined;
  return (connection) => {
    if (!current || !isSameConnection(current.connection, connection)) {
      current = { connection, send: create(connection) };
    }
    return current.send;
  };
}

import { isSameConnection, type Connection } from "./read-connection.js";

/** Gives the SDK's client for a connection. It is made once, until the connection is another. */
export function createClientSource<Client>(
  create: (connection: Connection) => Client,
): (connection: Connection) => Client {
  let current: { readonly connection: Connection; readonly client: Client } | undefined;
  return (connection) => {
    if (!current || !isSameConnection(current.connection, connection)) {
      current = { connection, client: create(connection) };
    }
    return current.client;
  };
}

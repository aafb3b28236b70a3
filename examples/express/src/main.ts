/** Starts the server: `npm start`, with the port as argument or 3000. */

import { Office } from "secretariat";

import { server } from "./server.js";

const office = await Office.open("./office");
const listening = server(office).listen(Number(process.argv[2] ?? 3000), "127.0.0.1", () => {
  console.log("listening", listening.address());
});

process.once("SIGINT", () => {
  listening.close(() => void office.close());
});

import React from "react";
import { Client } from "pg"; // expect: SF902

const client = new Client({ password: import.meta.env.VITE_DB_PASSWORD }); // expect: SF902

export function Rows() {
  return <button onClick={() => client.connect()}>{"process.env.API_SECRET"}</button>;
}

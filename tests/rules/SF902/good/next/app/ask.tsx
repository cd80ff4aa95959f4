"use client";
import type { Pool } from "pg";

export function Ask({ pool }: { pool?: Pool }) {
  // process.env.API_SECRET stays on the server
  return <button onClick={() => fetch("/api/ask")}>{process.env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY}</button>;
}

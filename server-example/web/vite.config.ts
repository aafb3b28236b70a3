import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Where `npm run dev` finds the server.
const server = process.env.SECRETARIAT_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: "es2022",
    // Everything is a file of its own: the page's policy refuses data: scripts and inline styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // pdf.js is larger than the rest together; it is loaded with the first PDF.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { "/v1": server, "/openapi.json": server, "/docs": server } },
});

/** @type {import("next").NextConfig} */
const config = {
  // The package loads a native part, which no bundler can take in.
  serverExternalPackages: ["secretariat"],
};

export default config;

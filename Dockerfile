# Answers for the image of every process: web, worker and commands differ by their command only.
# Runs as an unprivileged user on a read-only root file system; it writes to /data (embedded store only) and /tmp.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production FAIRKNOCK_DATA_DIR=/data FAIRKNOCK_HOST=0.0.0.0
WORKDIR /app
# Owned by root: the service cannot change its own code.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/bin ./bin
COPY --from=build /app/templates ./templates
# No VOLUME: web and worker keep nothing here, and the embedded store deserves a volume with a name (-v data:/data).
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 3000
# Web and worker both answer it; a migrate or another one-shot ends before it is asked.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.FAIRKNOCK_PORT ?? 3000}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/fairknock.mjs"]
CMD ["serve"]

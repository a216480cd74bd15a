// One frame = length in bytes (4 bytes, big-endian) + JSON in UTF-8. The C# side is Frames.cs.

/** Calls `take(object)` for each whole frame that arrives on the stream. */
export function readFrames(stream, take) {
  let pending = Buffer.alloc(0);
  stream.on('data', chunk => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
      const end = 4 + pending.readUInt32BE(0);
      const text = pending.toString('utf8', 4, end);
      pending = pending.subarray(end);
      take(JSON.parse(text));
    }
  });
}

export function writeFrame(stream, object) {
  const body = Buffer.from(JSON.stringify(object), 'utf8');
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length, 0);
  stream.write(Buffer.concat([head, body]));
}

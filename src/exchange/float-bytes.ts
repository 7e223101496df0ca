const bytesPerNumber = 4;

/** Numbers as float32, little-endian, on every machine. */
export function floatBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * bytesPerNumber);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat32(i * bytesPerNumber, value, true));
  return bytes;
}

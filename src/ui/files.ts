/** A file as a data URL, which is how a `file` element is posted (SYNCFY-API.md, "Shapes as they come"). */
export function readFile(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new DOMException('The file could not be read.', 'NotReadableError'));
    reader.readAsDataURL(file);
  });
}

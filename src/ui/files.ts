/**
 * A file as a data URL, which is how a `file` element is posted (SYNCFY-API.md, "Shapes as they come").
 * @param tell hears how much has been read, from 0 to 1
 */
export function readFile(file: File, tell: (progress: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = reject;
    reader.onprogress = ({ loaded, total }) => tell(total ? loaded / total : 1);
    reader.readAsDataURL(file);
  });
}

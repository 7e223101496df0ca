export function JobPage({ id }: { id: string }) {
  return <p>{id}</p>;
}

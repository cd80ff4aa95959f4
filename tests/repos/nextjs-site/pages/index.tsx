import Link from 'next/link';

export default function Home({ breads }: { breads: string[] }) {
  return <ul>{breads.map((bread) => <li key={bread}><Link href={`/${bread}`}>{bread}</Link></li>)}</ul>;
}

export async function getServerSideProps() {
  return { props: { breads: ['rye', 'spelt'] } };
}

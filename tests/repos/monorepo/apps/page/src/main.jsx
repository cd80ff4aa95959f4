import React, { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { io } from 'socket.io-client';

function Birds() {
  const [birds, setBirds] = useState([]);
  useEffect(() => {
    const socket = io('/live');
    socket.on('sighting', (bird) => setBirds((all) => [...all, bird]));
    return () => socket.close();
  }, []);
  return <ul>{birds.map((bird) => <li key={bird}>{bird}</li>)}</ul>;
}

createRoot(document.getElementById('root')).render(<Birds />);

import { useState } from 'react';
import { deliveryCost, discount, sum } from './prices';

export function Basket({ items }) {
  const [code, setCode] = useState('');
  const goods = sum(items) - discount(items, code);
  const total = goods + deliveryCost(goods);

  return (
    <form>
      <label>
        Code <input value={code} onChange={(event) => setCode(event.target.value)} />
      </label>
      <p>Goods: {goods}</p>
      <p>Total: {total}</p>
    </form>
  );
}

import { useEffect, useState } from 'react';
import { deliveryCost, discount, sum } from './prices';

export function Basket({ items }) {
  const [code, setCode] = useState('');
  const [goods, setGoods] = useState(0);
  const [total, setTotal] = useState(0);

  useEffect(() => {
    setGoods(sum(items) - discount(items, code));
  }, [items, code]);

  useEffect(() => {
    setTotal(goods + deliveryCost(goods));
  }, [goods]);

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

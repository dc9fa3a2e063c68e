<?php
// What Doctrine has loaded, by its own names: EntityManager and UnitOfWork in one.
declare(strict_types=1);

namespace XLite\Core;

use XLite\Model\Payment\Transaction;

final class Entities
{
    private array $map = [];

    public function getUnitOfWork(): self
    {
        return $this;
    }

    /** By class, then by number. */
    public function getIdentityMap(): array
    {
        return $this->map;
    }

    /** All payments that were tried of a cart. */
    public function transactionsOf(int $cart): array
    {
        $found = Database::connection()->prepare('SELECT transaction_id, status FROM xc_payment_transactions WHERE order_id = ? ORDER BY transaction_id');
        $found->execute([$cart]);
        return array_map(fn (array $row) => $this->keep((int) $row[0], $row[1]), $found->fetchAll(\PDO::FETCH_NUM));
    }

    public function begin(int $cart): Transaction
    {
        Database::connection()->prepare("INSERT INTO xc_payment_transactions (order_id, status) VALUES (?, 'P')")->execute([$cart]);
        return $this->keep((int) Database::connection()->lastInsertId(), 'P');
    }

    private function keep(int $id, string $status): Transaction
    {
        return $this->map[Transaction::class][(string) $id] ??= new Transaction($id, $status);
    }
}

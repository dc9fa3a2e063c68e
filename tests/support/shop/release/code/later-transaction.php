<?php
// A payment of some later X-Cart, which keeps no such mark as 5.5.0.29 does.
declare(strict_types=1);

namespace XLite\Model\Payment;

class Transaction
{
    public function __construct(private readonly int $id, private string $status)
    {
    }

    public function setStatus(string $status): void
    {
        $this->status = $status;
    }

    public function isFailed(): bool
    {
        return $this->status === 'F';
    }

    public function registerTransactionInOrderHistory(): void
    {
    }
}

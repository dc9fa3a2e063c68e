<?php
// A payment, with what X-Cart 5.5.0.29 keeps of it in the object (classes/XLite/Model/Payment/Transaction.php): a mark that it was entered into
// the order's history in this request.
declare(strict_types=1);

namespace XLite\Model\Payment;

class Transaction
{
    protected ?array $registeredCache = null;

    public function __construct(private readonly int $id, private string $status)
    {
    }

    public function getTransactionId(): int
    {
        return $this->id;
    }

    public function isFailed(): bool
    {
        return $this->status === 'F';
    }

    public function setStatus(string $status): void
    {
        $this->status = $status;
        \XLite\Core\Database::connection()->prepare('UPDATE xc_payment_transactions SET status = ? WHERE transaction_id = ?')->execute([$status, $this->id]);
    }

    public function registerTransactionInOrderHistory(): void
    {
        $this->registeredCache[md5("$this->id.$this->status")] = true;
    }
}

<?php
// Orders as X-Cart 5.5.0.29 takes them (classes/XLite/Controller/Customer/{Checkout,PaymentReturn,Callback}.php). Knobs are arguments: `card` is
// `good`, `declined`, `pending` or, of an order that does not get as far as the payment, `invalid`; `cart` is the cart's number;
// `mark=gone` is an X-Cart that keeps payments otherwise.
declare(strict_types=1);

namespace Shop;

use XLite\Core\Database;
use XLite\Core\Request;

/** Answers a request that places an order, or says what became of one elsewhere. */
function answersOrder(bool $admin): bool
{
    $request = Request::getInstance();
    $word = static fn (?string $of): string => strtolower(str_replace('_', '', (string) $of));
    $isReturn = in_array($word($request->target), ['paymentreturn', 'callback'], true);
    if ($admin || (!$isReturn && !in_array($word($request->action), ['checkout', 'paynow'], true))) {
        return false;
    }
    if ($request->mark === 'gone') {
        require __DIR__ . '/later-transaction.php';
    }
    $entities = Database::getEM();
    $earlier = $entities->transactionsOf((int) $request->cart);
    if ($request->card === 'invalid') {
        Answer::send(302, '', ['Location: /?target=checkout']);
        return true;
    }
    $payment = $isReturn ? end($earlier) : $entities->begin((int) $request->cart);
    $payment->setStatus(match ($request->card) {
        'declined' => 'F',
        'pending' => 'P',
        default => 'S',
    });
    $payment->registerTransactionInOrderHistory();
    Answer::send(302, '', ['Location: /?target=' . ($payment->isFailed() ? 'checkoutFailed' : 'checkoutSuccess')]);
    return true;
}

<?php
// The rate of declined payments (docs/decisions/0061-declined-payments.md): counts what X-Cart noted as declined, in the whole store and by
// address, and leads an order of a browser that the web ACL has not asked to a page where it is, once a budget is used up. Runs before
// X-Cart, on orders and on payment providers' calls. If Valkey is unavailable, the order continues, and a log line makes an alarm fire.
declare(strict_types=1);

namespace XcartNode\OrderDeclines;

use XcartNode\Answers;
use XcartNode\Counters;
use XcartNode\Login;
use function XcartNode\Addresses\addressOf;
use function XcartNode\Addresses\touches;
use const XcartNode\Addresses\INSIDE;

require_once __DIR__ . '/addresses.php';
require_once __DIR__ . '/answers.php';
require_once __DIR__ . '/counters.php';

const EVENT = 'order-declines';

if (PHP_SAPI !== 'cli') {
    watch();
}

/** Ends an order that has to come from a browser which was asked; sees to what comes of any other. */
function watch(): void
{
    $isOver = false;
    try {
        $kind = kind(Login\path(), $_POST + $_GET + $_COOKIE);
        $address = $kind === null ? null : addressOf($_SERVER['REMOTE_ADDR'] ?? '');
        if ($address === null || touches($address, settings()['never'])) {
            return;
        }
        // A provider's address says nothing of who pays.
        $counted = $kind !== 'order' || touches($address, INSIDE) ? null : $address;
        Counters\atTheEnd(static fn () => settle($counted));
        if ($kind === 'order' && settings()['challenge'] && !Answers\hasToken() && Counters\mayAsk(EVENT)) {
            $isOver = in_array(1, ask($counted, []), true);
        }
    } catch (\Throwable $reason) {
        Counters\tellWhy(EVENT, settings(...), $reason);
    }
    if ($isOver) {
        $what = 'Many payments are declined at the moment, so the store makes sure that a browser asks. Nothing was charged.';
        Answers\leadTo(settings()['checkoutPage'], false, 'Please place your order again', $what, 'Please go on on');
        exit;
    }
}

function settings(): array
{
    static $settings = null;
    return $settings ??= require __DIR__ . '/order-declines-settings.php';
}

/** What of the two a request is: `order` where a card can be tried, `callback` where a provider says what became of one; else null. */
function kind(string $path, array $said): ?string
{
    $target = Login\word($said['target'] ?? '');
    $action = Login\word($said['action'] ?? '');
    if (($target === '' && $action === '') || Login\isAdmin($path)) {
        return null;
    }
    if ($action !== '' && in_array($action, array_map(Login\word(...), settings()['actions']), true)) {
        return 'order';
    }
    foreach ((require __DIR__ . '/request-words.php')['rows'] as [$kind, $ofTarget, , $ofAction]) {
        $is = ($ofTarget === null || $ofTarget === $target) && ($ofAction === null || $ofAction === $action);
        if ($is && in_array($kind, ['order', 'callback'], true)) {
            return $kind;
        }
    }
    return null;
}

/** Counts what was declined, once the answer is out. */
function settle(?string $address): void
{
    try {
        $declined = declined();
        if ($declined !== [] && Counters\mayAsk(EVENT) && ask($address, $declined)[0] === 1) {
            Counters\tell(EVENT, settings(...), 'over');
        }
    } catch (\Throwable $reason) {
        Counters\tellWhy(EVENT, settings(...), $reason);
    }
}

/** One round trip: whether the budget is used up, of the store and of the address. */
function ask(?string $address, array $declined): array
{
    $of = ['store' => 'store', 'address' => "address:$address"];
    if ($address === null) {
        unset($of['address']);
    }
    $budget = static fn (string $name) => ['declines' => settings()[$name]['declines'], 'window' => settings()[$name]['windowSeconds'] * 1000];
    $said = ['declined' => $declined, 'budgets' => array_map($budget, array_keys($of))];
    $keys = array_map(static fn (string $name) => "declines:$name", array_values($of));
    return Counters\ask(EVENT, file_get_contents(__DIR__ . '/order-declines.lua'), $keys, $said);
}

/**
 * Numbers of the payments that failed in this request: transactions that Doctrine has loaded, that X-Cart entered into an order's history
 * here and now, and that have failed (X-Cart 5.5.0.29, classes/XLite/Model/Payment/Transaction.php: handleCheckoutAction,
 * registerTransactionInOrderHistory, which leaves a mark in the object and in no table). A cart's earlier ones are loaded too, without it.
 */
function declined(): array
{
    $model = 'XLite\Model\Payment\Transaction';
    if (!class_exists($model, false)) {
        return [];
    }
    if (!property_exists($model, 'registeredCache')) {
        throw new \DomainException('X-Cart keeps no such mark');
    }
    $numbers = [];
    foreach (\XLite\Core\Database::getEM()->getUnitOfWork()->getIdentityMap()[$model] ?? [] as $transaction) {
        if (isset(((array) $transaction)["\0*\0registeredCache"]) && $transaction->isFailed()) {
            $numbers[] = (string) $transaction->getTransactionId();
        }
    }
    return $numbers;
}

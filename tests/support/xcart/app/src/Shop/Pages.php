<?php
declare(strict_types=1);

namespace XCart\Shop;

use XCart\Cache;
use XCart\Database;
use XCart\Lock;
use XCart\Queue;

/** The shop's pages. */
final class Pages
{
    public static function answer(string $target, array $said): void
    {
        match ($target) {
            'main', 'category' => self::products($target),
            'product' => self::product((int) ($said['product_id'] ?? 0)),
            'cart' => self::cart((int) ($said['product_id'] ?? 0)),
            'checkout' => ($said['action'] ?? '') === 'checkout' ? self::order() : Front::page('Checkout', '<form method="post"></form>'),
            'login' => ($said['action'] ?? '') === 'login' ? Auth::login($said, false) : Front::page('Sign in', '<form method="post"></form>'),
            'sitemap' => self::sitemap(),
            default => self::missing(),
        };
    }

    private static function products(string $title): void
    {
        $shop = (string) Database::one("SELECT value FROM {config} WHERE name = 'company_name'");
        $items = Cache::get('products', static fn () => Database::rows('SELECT ' . Schema::columnsOf('products') . ' FROM {products} WHERE enabled = 1'));
        $rows = array_map(static fn (array $of) => "<li><a href=\"/?target=product&amp;product_id={$of['product_id']}\">" . htmlspecialchars($of['name']) . '</a></li>', $items);
        Front::page($title === 'main' ? $shop : 'Category', '<ul>' . implode('', $rows) . '</ul>');
    }

    private static function product(int $id): void
    {
        $found = Database::rows('SELECT name, image FROM {products} WHERE product_id = ?', [$id])[0] ?? null;
        $found === null ? self::missing() : Front::page($found['name'], "<img src=\"/images/{$found['image']}\">");
    }

    private static function cart(int $id): void
    {
        if ($id > 0) {
            $_SESSION['cart'][] = $id;
        }
        Front::page('Cart', '<p>' . count($_SESSION['cart'] ?? []) . ' items</p>');
    }

    /** One payment at a time for a cart; the mail goes by the queue. */
    private static function order(): void
    {
        $number = Lock::during('payment.' . session_id(), static function (): int {
            $total = count($_SESSION['cart'] ?? []) * 10;
            Database::rows('INSERT INTO {orders} (total, date, login) VALUES (?, ?, ?)', [$total, time(), $_SESSION['login'] ?? 'guest']);
            $id = (int) Database::pdo()->lastInsertId();
            Database::rows('UPDATE {orders} SET orderNumber = order_id WHERE order_id = ?', [$id]);
            Database::rows('INSERT INTO {payment_transactions} (order_id, date, value) VALUES (?, ?, ?)', [$id, time(), $total]);
            return $id;
        });
        Queue::send("order $number");
        $_SESSION['cart'] = [];
        Front::page("Order $number", '<p>Thank you</p>');
    }

    private static function sitemap(): void
    {
        $file = LC_DIR_DATA . 'xmlsitemap.1.xml';
        header('content-type: application/xml');
        is_file($file) ? readfile($file) : print "<sitemapindex/>\n";
    }

    private static function missing(): void
    {
        http_response_code(404);
        Front::page('Page not found', '');
    }
}

<?php
// The last look at what a request is, where PHP's own reading of it is known: 400 for what the web ACL, which reads letters, could have
// taken for something else than X-Cart does (docs/decisions/0054-the-node-decides-last.md).
declare(strict_types=1);

namespace XcartNode\Requests;

/**
 * What PHP makes `target` or `action` of: it drops blanks before a name, undoes percent signs, ends it at a null, and makes a list at a
 * bracket. The second group has what is behind such an end, the third the value.
 */
const NAME = '/&((?:[+ ]|%20)*+(?:(?:t|%74)(?:a|%61)(?:r|%72)(?:g|%67)(?:e|%65)(?:t|%74)|(?:a|%61)(?:c|%63)(?:t|%74)(?:i|%69)(?:o|%6[fF])(?:n|%6[eE])))'
    . '((?:[\[\0]|%5[bB]|%00)[^&=]*+)?+(?=[&=]|$)(?:=([^&]*+))?+/D';

/** Of the administration, which only staff come to, the kinds of request that are looked at. */
const STAFF_KINDS = ['login', 'account'];

/** The longest body that is read once more, in bytes: of a longer one PHP's own reading counts, as of a form in parts. */
const MAX_TEXT_BYTES = 65_536;

if (PHP_SAPI !== 'cli') {
    (static function (): void {
        $why = refusal();
        if ($why !== null) {
            refuse($why);
        }
    })();
}

/** Why a request goes no further, or null. Most are done with before anything is taken apart. */
function refusal(): ?string
{
    if (isset($_COOKIE['target']) || isset($_COOKIE['action'])) {
        return 'a cookie has the name of a control argument';
    }
    $isStaff = preg_match('#^/(?:admin|service\.php)(?:[/?]|$)#', $_SERVER['REQUEST_URI'] ?? '') === 1;
    if (!$isStaff && (isset($_POST['_method']) || isset($_GET['_method']))) {
        return 'an argument asks for another method';
    }
    if (!isset($_GET['target']) && !isset($_GET['action']) && !isset($_POST['target']) && !isset($_POST['action'])) {
        return null;
    }
    ['seen' => $seen, 'rows' => $rows] = require __DIR__ . '/request-words.php';
    $length = (int) ($_SERVER['CONTENT_LENGTH'] ?? 0);
    // Empty for a form in parts, of which PHP only says what it has read.
    $body = $_POST !== [] && $length <= MAX_TEXT_BYTES ? (string) file_get_contents('php://input') : '';
    $said = ['target' => [], 'action' => []];
    $isClear = addText($said, $_SERVER['QUERY_STRING'] ?? '', $_GET, PHP_INT_MAX)
        && ($body === '' ? addParts($said, $_POST, $length <= $seen) : addText($said, $body, $_POST, $seen));
    $isInParts = stripos($_SERVER['CONTENT_TYPE'] ?? '', 'multipart/') === 0;
    return $isClear ? judged($said, $rows, $isStaff, $isInParts) : 'a control argument is written by another name';
}

/** What is wrong with a request, if it is one of the table's. */
function judged(array $said, array $rows, bool $isStaff, bool $isInParts): ?string
{
    foreach ($rows as [$kind, $target, $targets, $action, $actions]) {
        if (($target !== null && !isset($said['target'][$target])) || ($action !== null && !isset($said['action'][$action]))) {
            continue;
        }
        if ($isStaff ? in_array($kind, STAFF_KINDS, true) : $kind !== 'upload' || $isInParts) {
            $isSpelt = ($target === null || array_diff_key($said['target'][$target], $targets) === [])
                && ($action === null || array_diff_key($said['action'][$action], $actions) === []);
            // Files are long, and what a shopper sends with them is nothing that is limited.
            $why = $isSpelt ? fault($said, $isStaff || $kind === 'upload') : 'it is not spelt as X-Cart spells it';
            if ($why !== null) {
                return "$kind: $why";
            }
        }
    }
    return null;
}

/** Adds what a query or a form's body says, as it is spelt there. False where PHP has read something else. */
function addText(array &$said, string $text, array $read, int $seen): bool
{
    if (!isset($read['target']) && !isset($read['action'])) {
        return true;
    }
    $last = [];
    if (preg_match_all(NAME, "&$text", $found, PREG_SET_ORDER | PREG_OFFSET_CAPTURE | PREG_UNMATCHED_AS_NULL) === false) {
        return false;
    }
    foreach ($found as [[$whole, $at], [$name], [$behind], [$value]]) {
        if (!isset($said[$name]) || $behind !== null) {
            return false;
        }
        $last[$name] = urldecode($value ?? '');
        add($said, $name, $last[$name], $value ?? '', $at + strlen($whole) - 1 <= $seen);
    }
    return ($last['target'] ?? null) === ($read['target'] ?? null) && ($last['action'] ?? null) === ($read['action'] ?? null);
}

/** Adds what PHP has read of a form in parts. False for a list. */
function addParts(array &$said, array $read, bool $isSeen): bool
{
    foreach (array_intersect_key($read, $said) as $name => $value) {
        if (!is_string($value)) {
            return false;
        }
        add($said, $name, $value, $value, $isSeen);
    }
    return true;
}

/** Adds a value by its word, in which neither case nor underscores count, and whether the web ACL can have seen it. */
function add(array &$said, string $name, string $value, string $spelling, bool $isSeen): void
{
    $word = strtolower(str_replace('_', '', $value));
    $said[$name][$word]["=$spelling"] = $isSeen || ($said[$name][$word]["=$spelling"] ?? false);
}

/** What is wrong with where a request says what it is. */
function fault(array $said, bool $mayBeLong): ?string
{
    foreach ($said as $words) {
        $values = array_merge(...array_values($words));
        if (count($values) > 1) {
            return 'query and body, or two arguments, disagree';
        }
        if (!$mayBeLong && in_array(false, $values, true)) {
            return 'it stands where the web ACL does not look';
        }
    }
    return null;
}

/** Answers, and says in the log why: no value of the request. */
function refuse(string $why): never
{
    $id = traceId() ?? '-';
    $address = $_SERVER['REMOTE_ADDR'] ?? '-';
    error_log("xcart-node: 400 for $address, request $id: $why");
    http_response_code(400);
    header('Content-Type: text/html; charset=utf-8');
    header('Cache-Control: no-store');
    echo "<!doctype html><title>Bad request</title><p>The store cannot read this request. Please go back, load the page again and retry.</p>\n";
    exit;
}

/** The load balancer's id of the request. */
function traceId(): ?string
{
    return preg_match('/\bRoot=(1-[0-9a-f]{8}-[0-9a-f]{24})\b/', $_SERVER['HTTP_X_AMZN_TRACE_ID'] ?? '', $found) === 1 ? $found[1] : null;
}

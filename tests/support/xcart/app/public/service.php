<?php
// The service tool's own front: whether the store is whole.
declare(strict_types=1);

require dirname(__DIR__) . '/bootstrap.php';

header('content-type: application/json');
echo json_encode(['version' => XCart\Service\Store::data('version'), 'scenario' => XCart\Service\Scenario::active() !== null]), "\n";

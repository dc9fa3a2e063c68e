<?php
// What X-Cart's Auth leans on, for auth.php: profiles, session and cookies that can be looked at, and nothing behind the rest.
declare(strict_types=1);

namespace Harness {
    /** Takes whatever is called of it that matters to no one here. */
    abstract class Anything
    {
        public static function getInstance(): static
        {
            static $instances = [];
            return $instances[static::class] ??= new static();
        }

        public function __call(string $name, array $arguments): mixed
        {
            return null;
        }

        public static function __callStatic(string $name, array $arguments): mixed
        {
            return null;
        }
    }

    final class State
    {
        /** @var array<string, Profile> */
        public static array $profiles = [];
        public static array $session = [];
        public static array $cookies = [];
        public static bool $admin = false;

        public static function begin(): void
        {
            self::$session = [];
            self::$profiles = ['owner' => new Profile('owner', 1, true), 'shopper' => new Profile('shopper', 2, false)];
        }

        /** As if so many seconds went by. */
        public static function wait(int $seconds): void
        {
            foreach (self::$profiles as $profile) {
                $profile->failed -= $profile->failed === 0 ? 0 : $seconds;
                $profile->last_login -= $profile->last_login === 0 ? 0 : $seconds;
            }
            if (isset(self::$session['dateOfLockLogin'])) {
                self::$session['dateOfLockLogin'] -= $seconds;
            }
        }

        public static function said(): string
        {
            $profiles = array_map(static fn (Profile $of) => "$of->name $of->failures " . self::seen($of->failed) . ' ' . self::seen($of->last_login), self::$profiles);
            $session = 'in ' . (self::$session['profile_id'] ?? 0) . ' locked ' . self::seen(self::$session['dateOfLockLogin'] ?? 0);
            return implode(', ', [...array_values($profiles), $session, ...self::$cookies]);
        }

        private static function seen(int $time): string
        {
            return match (true) {
                $time === 0 => 'never',
                time() - $time < 5 => 'now',
                default => (string) (10 * round((time() - $time) / 10)),
            };
        }
    }

    final class Profile extends Anything
    {
        public int $failures = 0;
        public int $failed = 0;
        public int $last_login = 0;

        public function __construct(public readonly string $name, private readonly int $id, private readonly bool $admin)
        {
        }

        public function set(array $values): void
        {
            foreach ($values as $name => $value) {
                $this->$name = $value;
            }
        }

        public function __call(string $name, array $arguments): mixed
        {
            return match ($name) {
                'isPersistent' => true,
                'isAdmin' => $this->admin,
                'getProfileId' => $this->id,
                'getLogin' => "$this->name@example.com",
                'getPassword' => 'SHA512:' . hash('sha512', 'right'),
                'getPasswordAlgo' => 'SHA512',
                'getCountOfLoginAttempts' => $this->failures,
                'getDateOfLoginAttempt' => $this->failed,
                'setCountOfLoginAttempts' => $this->failures = $arguments[0],
                'setDateOfLoginAttempt' => $this->failed = $arguments[0],
                'setLastLogin' => $this->last_login = $arguments[0],
                default => null,
            };
        }
    }

    final class Profiles extends Anything
    {
        public function findByLogin(string $login): ?Profile
        {
            return State::$profiles[strtok($login, '@')] ?? null;
        }

        public function findByLoginPassword(string $login, ?string $password, int $order): ?Profile
        {
            return $this->findByLogin($login);
        }
    }
}

namespace XLite {
    class Base extends \Harness\Anything
    {
        public function __construct()
        {
        }
    }

    trait InjectLoggerTrait
    {
    }
}

namespace XLite\Core {
    use Harness\Anything;
    use Harness\State;

    class Mailer extends Anything
    {
    }

    class Config extends Anything
    {
        public ?object $General = null;
    }

    class Request extends Anything
    {
        public ?string $anonymous = null;
        public ?string $login = null;
        public ?string $auth_token = null;

        public function setCookie(string $name, string $value): void
        {
            State::$cookies[] = "$name=$value";
        }
    }

    class Converter
    {
        public static function time(): int
        {
            return time();
        }
    }

    class Database
    {
        public static function getRepo(string $of): object
        {
            return new \Harness\Profiles();
        }

        public static function getEM(): object
        {
            return new \Harness\Profiles();
        }
    }

    class Session extends Anything
    {
        public function __get(string $name): mixed
        {
            return State::$session[$name] ?? null;
        }

        public function __set(string $name, mixed $value): void
        {
            State::$session[$name] = $value;
        }

        public function __unset(string $name): void
        {
            unset(State::$session[$name]);
        }

        public function setProfile(object $profile): void
        {
            State::$session['profile_id'] = $profile->getProfileId();
        }
    }
}

namespace Includes\Utils {
    class ConfigParser
    {
        public static function getOptions(array $of): string
        {
            return '';
        }
    }
}

// What the stand-in has in their place.
namespace Shop {
    use Harness\State;

    class Answer
    {
        public static function cookie(string $name, string $value): void
        {
            State::$cookies[] = "$name=$value";
        }
    }

    class Session
    {
        public static function get(string $name): mixed
        {
            return State::$session[$name] ?? null;
        }

        public static function set(string $name, mixed $value): void
        {
            State::$session[$name] = $value;
        }
    }
}

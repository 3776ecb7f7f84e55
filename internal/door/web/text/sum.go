package text

import (
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// Places is how many decimals a currency is written with (ISO 4217).
func Places(currency string) int {
	switch currency {
	case "JPY", "KRW", "VND", "CLP":
		return 0
	case "KWD", "BHD", "TND", "JOD":
		return 3
	}
	return 2
}

// Sign is what stands before a sum: ¥ for yuan, else the code of the currency.
func Sign(currency string) string {
	if currency == "CNY" || currency == "" {
		return "¥"
	}
	return currency + " "
}

// Plain writes a sum as a person types it, without sign and without commas: 1299.00.
func Plain(a money.Amount) string {
	digits := strconv.FormatInt(a.Minor, 10)
	sign := ""
	if a.Minor < 0 {
		sign, digits = "-", digits[1:]
	}
	places := Places(a.Currency)
	if places == 0 {
		return sign + digits
	}
	for len(digits) <= places {
		digits = "0" + digits
	}
	return sign + digits[:len(digits)-places] + "." + digits[len(digits)-places:]
}

// Sum writes a sum for reading: ¥1,299.00, −¥20.00.
func Sum(a money.Amount) string {
	plain, sign := Plain(a), ""
	if plain[0] == '-' {
		sign, plain = "−", plain[1:]
	}
	whole := len(plain)
	if places := Places(a.Currency); places > 0 {
		whole -= places + 1
	}
	out := make([]byte, 0, len(plain)+whole/3)
	for i := range len(plain) {
		if i > 0 && i < whole && (whole-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, plain[i])
	}
	return sign + Sign(a.Currency) + string(out)
}

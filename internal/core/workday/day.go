package workday

// Day tells whether a day is worked, why, and what a published rest or working day is
// called. A day that is not covered is judged by its weekday alone.
func (c Calendar) Day(d Date) (works bool, why Why, name Name) { return c.judge(d) }
